// sharp at the same work as bench/photos.py, which starts this: four widths as WebP and JPEG, or a thumbnail.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";

const [folder, job, out, ...files] = process.argv.slice(2);
const sharp = createRequire(`${folder}/`)("sharp");
const widths = [1600, 960, 640, 320];
mkdirSync(out, { recursive: true });
sharp.cache(false);

async function both(picture, name, width) {
  await picture.clone().webp({ quality: 80, effort: 4 }).toFile(`${out}/${name}-${width}.webp`);
  await picture.clone().jpeg({ quality: 82, progressive: true }).toFile(`${out}/${name}-${width}.jpg`);
}

// Each width straight from the file, all at once: what sharp's guide shows.
async function plain(file, name) {
  const original = sharp(file).rotate();
  await Promise.all(widths.map((width) => both(original.clone().resize(width), name, width)));
}

// Decoded once at the largest width, the others from it.
async function cascade(file, name) {
  const { data, info } = await sharp(file).rotate().resize(widths[0]).raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const largest = sharp(data, { raw });
  await Promise.all(widths.map((width) => both(width === info.width ? largest : largest.clone().resize(width), name, width)));
}

async function thumbnail(file, name) {
  await sharp(file).rotate().resize(256, 256, { fit: "inside" }).jpeg({ quality: 80 }).toFile(`${out}/${name}-256.jpg`);
}

async function batch(work) {
  const left = files.map((file, number) => [file, number]);
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) await work(next[0], next[1]);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
}

const works = { plain, cascade, thumbnail };
const [what, many] = job.split(":");
if (many) sharp.concurrency(1); // one photo a core: threads within a photo cost more than they bring
const times = [];
const before = process.cpuUsage();
const start = performance.now();
if (many) await batch(works[what]);
else
  for (const file of files) {
    const began = performance.now();
    await works[what](file, 0);
    times.push(performance.now() - began);
  }
const { user, system } = process.cpuUsage(before);
const wall = performance.now() - start;
const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) / 1024;
writeFileSync(`${out}/told.json`, JSON.stringify({ times, wall, cpu: (user + system) / 1000, peak }));
