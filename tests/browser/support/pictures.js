// Pictures made small enough to be kept, and compared.

import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

// So many pixels of a page are one of its small picture; letters become shades of grey.
const block = 12;
const highest = 1800;
// Shades of a colour that are kept: enough to compare, and few enough to be packed well.
const shade = 16;

/** The upper part of a picture (PNG), each block of it one pixel. */
export function reduced(bytes) {
  const whole = PNG.sync.read(bytes);
  const width = Math.floor(whole.width / block);
  const height = Math.floor(Math.min(whole.height, highest) / block);
  const picture = new PNG({ width, height });
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const sums = [0, 0, 0];
      for (let row = y * block; row < (y + 1) * block; row += 1) {
        for (let column = x * block; column < (x + 1) * block; column += 1) {
          const at = (row * whole.width + column) * 4;
          for (let colour = 0; colour < 3; colour += 1) sums[colour] += whole.data[at + colour];
        }
      }
      const at = (y * width + x) * 4;
      sums.forEach((sum, colour) => {
        const mean = sum / (block * block);
        picture.data[at + colour] = Math.min(255, Math.round(mean / shade) * shade);
      });
      picture.data[at + 3] = 255;
    }
  }
  return picture;
}

/** A small picture as a file. */
export const small = (picture) => PNG.sync.write(picture, { colorType: 2, deflateLevel: 9 });

/** The share of a picture that looks otherwise than in a file; all of it where their sizes differ much. */
export function difference(picture, file) {
  const before = PNG.sync.read(file);
  const { width } = picture;
  const height = Math.min(picture.height, before.height);
  const taller = Math.max(picture.height, before.height);
  if (before.width !== width) return 1;
  const upper = ({ data }) => data.subarray(0, width * height * 4);
  const pixels = pixelmatch(upper(picture), upper(before), undefined, width, height, { threshold: 0.1, includeAA: true });
  return (pixels + (taller - height) * width) / (taller * width);
}
