// Does anything run? node scripts.mjs FOLDER PAGE…; prints what ran, and what was asked of elsewhere, as JSON.
// The pages' own policy is set aside, so that nothing but clean markup keeps a script from running.
import { judge } from './browser.mjs'

const [, , folder, ...pages] = process.argv
const EVENTS = [
  'animationend', 'animationstart', 'auxclick', 'beforeinput', 'blur', 'change', 'click', 'contextmenu', 'copy',
  'dblclick', 'drag', 'drop', 'error', 'focus', 'focusin', 'input', 'keydown', 'load', 'mouseenter', 'mouseover',
  'paste', 'pointerdown', 'pointerenter', 'pointerover', 'scroll', 'select', 'submit', 'toggle', 'touchstart',
  'transitionend', 'wheel',
]

const found = await judge(folder, async (browser, base) => {
  const context = await browser.newContext({ bypassCSP: true })
  const page = await context.newPage()
  await page.route(/\/(pictures|assets)\//, route => route.abort())  // they cost time and say nothing here
  const found = []
  let path = ''
  page.on('dialog', dialog => { found.push([path, 'dialog', dialog.message()]); dialog.dismiss() })
  page.on('request', one => { if (!one.url().startsWith(base)) found.push([path, 'asks', one.url()]) })
  page.on('popup', one => found.push([path, 'opens', one.url()]))
  await page.addInitScript(() => {
    window.ran = []
    for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = said => { window.ran.push(`${name} ${said}`) }
  })
  for (path of pages) {
    await page.goto(base + path, { waitUntil: 'domcontentloaded' })
    const ran = await page.evaluate(events => {
      for (const link of document.links) link.addEventListener('click', event => event.preventDefault())
      for (const element of document.querySelectorAll('*')) {
        for (const name of events) element.dispatchEvent(new Event(name, { bubbles: false, cancelable: true }))
      }
      const schemes = [...document.links].map(link => link.protocol)
      const odd = schemes.filter(one => !['http:', 'https:', 'mailto:', 'tel:', ''].includes(one))
      const mains = document.querySelectorAll('main').length
      return [...window.ran, ...odd, ...(mains === 1 ? [] : [`${mains} mains`])]
    }, EVENTS)
    found.push(...ran.map(one => [path, 'ran', one]))
  }
  return found
})
console.log(JSON.stringify(found))
