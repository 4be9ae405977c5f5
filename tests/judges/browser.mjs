// A page in a real browser, from a server on loopback. Used by the other scripts here.
import { chromium } from 'playwright-core'
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

const TYPES = {
  '.css': 'text/css', '.html': 'text/html', '.jpg': 'image/jpeg', '.js': 'text/javascript',
  '.json': 'application/json', '.svg': 'image/svg+xml', '.webp': 'image/webp', '.woff2': 'font/woff2', '.xml': 'application/xml',
}
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
]

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
export async function judge(folder, work) {
  const server = createServer((request, answer) => {
    let path = decodeURIComponent(request.url.split('?')[0])
    if (path.endsWith('/')) path += 'index.html'
    try {
      const bytes = readFileSync(join(folder, path))
      answer.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(bytes)
    } catch {
      answer.writeHead(404).end()
    }
  })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  try {
    return await inBrowser(browser => work(browser, `http://127.0.0.1:${server.address().port}/`))
  } finally {
    server.close()
  }
}
