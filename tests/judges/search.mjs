// The search page in a browser: node search.mjs FOLDER PAGE=WORDS…; prints what each finds as JSON.
import { judge } from './browser.mjs'

const [, , folder, ...asked] = process.argv

const found = await judge(folder, async (browser, base) => {
  const found = []
  let wrong = []
  const page = await browser.newPage()
  page.on('console', said => said.type() === 'error' && wrong.push(said.text()))
  page.on('pageerror', error => wrong.push(String(error)))
  page.on('request', request => request.url().startsWith(base) || wrong.push(request.url()))
  for (const one of asked) {
    const [path, words] = one.split('=')
    wrong = []
    await page.goto(base + path)
    await page.fill('#q', words)
    await page.press('#q', 'Enter')
    await page.waitForFunction(() => document.getElementById('said').textContent)
    const rows = await page.$$eval('#found li', all => all.map(li => {
      const card = li.querySelector('.words')
      return [li.querySelector('h2 a').textContent, card.lang, card.dir]
    }))
    const said = await page.textContent('#said')
    let led = ''
    if (rows.length) {
      await page.click('#found a')
      led = await page.textContent('h1')
      await page.goBack()
      await page.waitForFunction(() => document.querySelector('#found li'))
    }
    found.push({ words, rows, said, led, wrong })
  }
  return found
})
console.log(JSON.stringify(found))
