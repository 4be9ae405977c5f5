// Watches a preview: node preview.mjs ADDRESS WORD…. Prints `ready` once the page stands, then for each word the
// milliseconds since 1970 at which a frame in front first showed it. Words are those of the story.
import { chromium } from 'playwright-core'

const [, , address, ...words] = process.argv
const browser = await chromium.launch({
  executablePath: process.env.BROWSER_PATH, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync'],
})
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
await page.goto(address)
await page.waitForFunction(() => document.querySelector('iframe:not(.behind)')?.contentDocument?.querySelector('h1'))
await page.waitForTimeout(3000)
await page.exposeFunction('seen', at => console.log(at))
await page.evaluate(words => {
  const look = () => {
    const frame = document.querySelector('iframe:not(.behind)')
    const said = frame.contentDocument?.querySelector('main')?.textContent ?? ''
    while (words.length && said.includes(words[0])) {
      words.shift()
      window.seen(Date.now())
    }
    if (words.length) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}, words)
console.log('ready')
process.stdin.on('end', () => browser.close()).resume()
