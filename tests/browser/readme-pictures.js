// Makes the pictures of the README anew, of the demonstration archive in public/ (or PUBLIC), into
// .github/pictures. Run by hand.

import { fileURLToPath } from "node:url";
import { launch } from "./support/chromium.js";
import { address, ways } from "./support/site.js";

const pictures = [
  { name: "home", path: "index.html", colorScheme: "light" },
  {
    name: "report",
    path: "reports/le-quotidien-d-argol-2020-10-10-trois-ministres-une-table-dix-heures.html",
    colorScheme: "light",
  },
  { name: "event", path: "events/pourparlers-moscou-2020-10-09.html", colorScheme: "dark" },
  { name: "entity", path: "entities/choucha.html", colorScheme: "light" },
  { name: "timeline", path: "timeline.html", colorScheme: "light" },
];

const browser = await launch();
for (const { name, path, colorScheme } of pictures) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme, reducedMotion: "reduce" });
  await page.goto(address(ways[0], path));
  await page.screenshot({ path: fileURLToPath(new URL(`../../.github/pictures/${name}.png`, import.meta.url)) });
}
await browser.close();
