// Pages that carry all they need: node alone.mjs FILE…; prints what is wrong with each as JSON.
import { pathToFileURL } from 'node:url'
import { inBrowser } from './browser.mjs'

const found = await inBrowser(async browser => {
  const found = []
  const context = await browser.newContext({ offline: true })
  for (const file of process.argv.slice(2)) {
    const page = await context.newPage()
    const address = pathToFileURL(file).href
    page.on('console', line => { if (line.type() === 'error') found.push([file, line.text().slice(0, 300)]) })
    page.on('request', one => {
      if (one.url() !== address && !one.url().startsWith('data:')) found.push([file, 'asks', one.url()])
    })
    await page.goto(address)
    const said = await page.evaluate(async () => {
      const fonts = [...(await document.fonts.ready)]
      return {
        blank: [...document.images].filter(image => !image.naturalWidth).length, pictures: document.images.length,
        serif: getComputedStyle(document.querySelector('h1')).fontFamily, loaded: fonts.filter(one => one.status === 'loaded').length,
        failed: fonts.filter(one => one.status === 'error').length,
      }
    })
    if (said.blank || said.failed || !said.loaded || !said.pictures || !said.serif.includes('Daily Serif')) found.push([file, said])
    await page.close()
  }
  return found
})
console.log(JSON.stringify(found))
