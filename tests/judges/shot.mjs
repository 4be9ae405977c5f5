// A picture of a page that goes on by itself: node shot.mjs ADDRESS FILE WIDTH HEIGHT.
import { inBrowser } from './browser.mjs'

const [, , address, path, width, height] = process.argv
await inBrowser(async browser => {
  const page = await browser.newPage({ viewport: { width: Number(width), height: Number(height) } })
  await page.goto(address)
  await page.waitForTimeout(12_000) // its small pictures are made meanwhile
  await page.screenshot({ path })
})
