// A preview in a real browser: node preview.mjs ADDRESS. Prints a line of JSON for each step and reads a line before the
// next one, so that whoever runs it can change the story between them.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { inBrowser } from './browser.mjs'

const [, , address] = process.argv
const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const say = said => console.log(JSON.stringify(said))
const heard = async () => (await lines.next()).value

// What the frame in front of a screen shows: its words, place, width and way down the page.
const look = (page, screen) =>
  page.evaluate(screen => {
    const frame = document.querySelector(`[data-screen=${screen}] iframe:not(.behind)`)
    const shown = frame.contentDocument
    return {
      words: shown.body?.innerText ?? '', path: frame.contentWindow.location.pathname, wide: frame.contentWindow.innerWidth,
      y: frame.contentWindow.scrollY, ran: frame.contentWindow.ran ?? null,
    }
  }, screen)

async function until(page, screen, words) {
  for (let tries = 0; tries < 400; tries++) {
    const now = await look(page, screen)
    if (now.words.includes(words)) return now
    await page.waitForTimeout(50)
  }
  throw new Error(`“${words}” never came; there is ${(await look(page, screen)).words.slice(0, 300)}`)
}

await inBrowser(async browser => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const wrong = []
  page.on('pageerror', error => wrong.push(error.message))
  page.on('console', line => { if (line.type() === 'error') wrong.push(line.text()) })
  page.on('request', one => { if (!one.url().startsWith(new URL(address).origin)) wrong.push(one.url()) })

  await page.goto(`${address}#both`)
  const first = { desktop: await until(page, 'desktop', 'Stored'), phone: await until(page, 'phone', 'Stored') }
  const said = await page.evaluate(() => [document.title, document.getElementById('state').textContent])
  say({ first, said })

  await heard()
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll('iframe:not(.behind)')) frame.contentWindow.scrollTo(0, 500)
  })
  const steps = await page.evaluate(() => history.length)
  say('scrolled')
  const fresh = { desktop: await until(page, 'desktop', 'Fresh'), phone: await until(page, 'phone', 'Fresh') }
  say({ fresh, steps: (await page.evaluate(() => history.length)) - steps })

  await heard()
  const inFront = async words => {
    for (const one of page.frames()) {
      const link = one.parentFrame() && (await one.locator(`a:text-is("${words}")`).elementHandles())[0]
      if (link && (await (await one.frameElement()).isVisible()) && (await link.isVisible())) return link
    }
    throw new Error(`no link “${words}” in sight`)
  }
  const beside = context.waitForEvent('page')
  const asked = context.waitForEvent('request', one => one.url().includes('elsewhere'))
  await (await inFront('out of the site')).click()
  const outside = [(await asked).url(), (await asked).headers().referer ?? null]
  await (await beside).close()
  await (await inFront('News')).click()
  const section = await until(page, 'desktop', 'Its neighbour')
  say({ outside, section })
  await heard()
  say({ section: await until(page, 'desktop', 'Another neighbour') })

  await heard()
  await page.evaluate(axe)
  const found = await page.evaluate(() => axe.run({ exclude: ['iframe'] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }))
  const stranger = await context.newPage()
  await stranger.goto('data:text/html,<title>Elsewhere</title>')
  const got = await stranger.evaluate(async address => {
    const asked = await fetch(address).then(() => 'answered', () => 'refused')
    const image = await new Promise(done => {
      const one = new Image()
      one.onload = () => done('loaded')
      one.onerror = () => done('refused')
      one.src = `${address}site/assets/favicon.svg`
    })
    return [asked, image]
  }, address)
  await stranger.close()
  say({ violations: found.violations.map(one => [one.id, one.nodes[0].html]), got, wrong })

  await heard()
  await page.waitForFunction(() => document.getElementById('state').textContent.startsWith('The preview has ended'))
  say('ended')
})
