// axe-core over pages of a site: node access.mjs FOLDER PAGE…; prints what it finds as JSON.
import { readFileSync } from 'node:fs'
import { judge } from './browser.mjs'

const [, , folder, ...pages] = process.argv
const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const found = await judge(folder, async (browser, base) => {
  const found = []
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [320, 1440]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true })
      const page = await context.newPage()
      for (const path of pages) {
        await page.goto(base + path)
        await page.evaluate(axe)
        const said = await page.evaluate(tags => axe.run({ runOnly: tags }), TAGS)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
        found.push(...said.violations.map(one => [path, width, colorScheme, one.id, one.nodes[0].html]))
        if (wide) found.push([path, width, colorScheme, 'scrolls sideways', ''])
      }
      await context.close()
    }
  }
  return found
})
console.log(JSON.stringify(found))
