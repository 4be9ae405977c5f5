// A page in a real browser. Used by the other scripts here.
import { chromium } from 'playwright-core'
import { FLAGS, serve } from './serve.mjs'

// Open a browser, hand it to `work`, and end it whatever happens.
export async function inBrowser(work) {
  const browser = await chromium.launch({ executablePath: process.env.BROWSER_PATH, args: FLAGS })
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}

// Serve a folder, open a browser, hand both to `work`, and end them whatever happens.
export function judge(folder, work) {
  return serve(folder, base => inBrowser(browser => work(browser, base)))
}
