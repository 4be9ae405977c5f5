// Lighthouse over pages of a site: node lighthouse.mjs FOLDER PAGE…; prints as JSON, of each page, its scores
// (0 to 1), how far its layout shifted, and what cost points.
import * as launcher from 'chrome-launcher'
import lighthouse from 'lighthouse'
import { FLAGS, serve } from './serve.mjs'

const [, , folder, ...pages] = process.argv

function told(page, { categories, audits }) {
  const scores = Object.fromEntries(Object.entries(categories).map(([name, { score }]) => [name, score]))
  const counted = Object.values(categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0))
  const lost = counted.map(({ id }) => audits[id]).filter(({ score }) => score !== null && score < 1)
  const shift = audits['cumulative-layout-shift'].numericValue
  return { page, scores, shift, lost: lost.map(({ id, displayValue }) => [id, displayValue ?? '']) }
}

const found = await serve(folder, async base => {
  const chromeFlags = ['--headless=new', ...FLAGS]
  const browser = await launcher.launch({ chromePath: process.env.BROWSER_PATH, chromeFlags })
  try {
    const found = []
    for (const page of pages) {
      const { lhr } = await lighthouse(base + page, { port: browser.port, logLevel: 'silent' })
      found.push(told(page, lhr))
    }
    return found
  } finally {
    await browser.kill()
  }
})
console.log(JSON.stringify(found))
