// Shows a page of the site and shows it anew when the server says that it is another. Each screen has two frames:
// the next page is loaded in the one behind, which comes forward once it stands, scrolled to where a person was.
const SITE = new URL('site/', location.href)
const PHONE = { wide: 390, high: 844 }
const DESKTOP = 1200 // pixels across, where it stands beside the phone
const PATIENCE = 250 // ms that a page which can be read waits for its last pictures

const main = document.querySelector('main')
const part = id => document.getElementById(id)
const screens = [...document.querySelectorAll('.screen')].map(place => {
  const frames = [0, 1].map(number => {
    const frame = document.createElement('iframe')
    frame.setAttribute('sandbox', 'allow-same-origin') // no page of the site runs a script, whatever it holds
    frame.title = place.ariaLabel
    frame.classList.toggle('behind', number === 1)
    place.append(frame)
    return frame
  })
  return { name: place.dataset.screen, place, frames, busy: false, again: false, y: 0 }
})
let standing = { number: -1, path: '' }
let mode = ['phone', 'both'].includes(location.hash.slice(1)) ? location.hash.slice(1) : 'desktop'
let source = null

const shown = screen => !screen.place.hidden

function pathIn(frame) {
  const url = frame.contentWindow?.location.href ?? ''
  return url.startsWith(SITE.href) ? decodeURIComponent(url.slice(SITE.href.length).split(/[?#]/)[0]) : null
}

function load(frame, path) {
  return new Promise(done => {
    let timer = 0
    const stands = () => {
      clearTimeout(timer)
      frame.removeEventListener('load', stands)
      done()
    }
    const look = () => {
      const page = frame.contentDocument
      const styled = [...(page?.querySelectorAll('link[rel=stylesheet]') ?? [])].every(link => link.sheet)
      if (pathIn(frame) === path && page.readyState !== 'loading' && styled) stands()
      else timer = setTimeout(look, 50)
    }
    frame.addEventListener('load', stands)
    frame.contentWindow.location.replace(SITE.href + path.split('/').map(encodeURIComponent).join('/'))
    timer = setTimeout(look, PATIENCE)
  })
}

// Bring a screen to the newest page. Where a person followed a link, that page is the one which is kept fresh.
async function turn(screen, before) {
  const [front, back] = screen.frames
  const at = pathIn(front)
  const stays = at !== null && at !== before
  const path = stays ? at : standing.path
  await load(back, path)
  if (pathIn(front) !== at) return // a link was followed meanwhile
  if (at !== null && !front.contentDocument.documentElement.dataset.fault) screen.y = front.contentWindow.scrollY
  back.contentWindow.scrollTo(0, screen.y)
  back.contentDocument.addEventListener('click', follow)
  back.classList.remove('behind')
  front.classList.add('behind')
  screen.frames.reverse()
}

async function refresh(screen, before) {
  if (screen.busy || !standing.path || !shown(screen)) {
    screen.again = screen.busy
    return
  }
  screen.busy = true
  do {
    screen.again = false
    await turn(screen, before)
    before = standing.path
  } while (screen.again)
  screen.busy = false
}

// A link out of the site opens beside the preview.
function follow(event) {
  const link = event.target.closest?.('a[href]')
  if (!link) return
  if (!link.href.startsWith(SITE.href)) {
    event.preventDefault()
    window.open(link.href, '_blank', 'noopener,noreferrer')
  } else {
    const frame = event.view.frameElement
    frame.addEventListener('load', () => frame.contentDocument.addEventListener('click', follow), { once: true })
  }
}

function say() {
  document.body.classList.toggle('out', Boolean(standing.out))
  part('state').textContent = standing.state
  part('title').textContent = standing.title
  document.title = `${standing.out ? '' : 'Not public: '}${standing.title}`
  const notes = standing.notes ?? []
  part('notes').hidden = !notes.length
  part('notes').querySelector('summary').textContent = notes.length === 1 ? '1 note' : `${notes.length} notes`
  part('notes').querySelector('ul').replaceChildren(...notes.map(words => {
    const row = document.createElement('li')
    row.textContent = words
    return row
  }))
}

function listen() {
  source?.close()
  source = null
  if (document.hidden) return // a browser keeps few connections to one server: those are for what is seen
  source = new EventSource('events')
  source.onmessage = event => {
    const before = standing.path
    const told = JSON.parse(event.data)
    const other = told.number !== standing.number
    standing = told
    say()
    if (other) for (const screen of screens) refresh(screen, before)
  }
  source.onerror = () => {
    document.body.classList.remove('out')
    part('state').textContent = 'The preview has ended. Open it again from Desk.'
  }
}

function arrange() {
  main.className = mode
  for (const button of document.querySelectorAll('button')) button.ariaPressed = String(button.value === mode)
  for (const screen of screens) screen.place.hidden = mode !== 'both' && mode !== screen.name
  const room = main.getBoundingClientRect()
  for (const screen of screens.filter(shown).reverse()) { // the phone first: the desktop has what it leaves
    const phone = screen.name === 'phone'
    if (phone) {
      screen.place.style.width = `${Math.min(PHONE.wide, room.width - 38) + 2}px`
      screen.place.style.height = `${Math.min(PHONE.high, room.height - 38) + 2}px`
    }
    const wide = screen.place.clientWidth
    const scale = phone ? wide / PHONE.wide : mode === 'both' ? Math.min(1, wide / DESKTOP) : 1
    for (const frame of screen.frames) {
      frame.style.width = `${wide / scale}px`
      frame.style.height = `${screen.place.clientHeight / scale}px`
      frame.style.transform = scale === 1 ? '' : `scale(${scale})`
    }
    if (pathIn(screen.frames[0]) === null) refresh(screen, standing.path)
  }
}

for (const button of document.querySelectorAll('button')) {
  button.addEventListener('click', () => {
    mode = button.value
    history.replaceState(null, '', mode === 'desktop' ? location.pathname : `#${mode}`)
    arrange()
  })
}
window.addEventListener('resize', arrange)
document.addEventListener('visibilitychange', listen)
arrange()
listen()
