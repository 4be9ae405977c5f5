// linkinator over a site, from its front on: node links.mjs FOLDER PAGE; prints as JSON what it followed within
// the site, each with its state.
import { LinkChecker } from 'linkinator'
import { serve } from './serve.mjs'

const [, , folder, page] = process.argv
const { links } = await serve(folder, base => new LinkChecker().check({
  path: base + page, recurse: true, linksToSkip: async url => !url.startsWith(base),
}))
const own = links.filter(({ state }) => state !== 'SKIPPED')
console.log(JSON.stringify(own.map(({ url, state, parent }) => [new URL(url).pathname, state, parent ?? ''])))
