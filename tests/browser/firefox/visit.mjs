// Opens pages of the site in Firefox, waits until their boxes are live, answers one question, opens the page
// again, and prints what it saw as JSON:  node visit.mjs PROGRAM ADDRESS PAGE ...
import { pathToFileURL } from "node:url";

const [library, program, address, ...names] = process.argv.slice(2);
const { default: puppeteer } = await import(pathToFileURL(library));
const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true });
const seen = {};
const live = (page) =>
  page.waitForFunction(() => ["live", "failed"].includes(document.documentElement.dataset.player), {
    timeout: 120_000,
    polling: 200,
  });
const look = (page) =>
  page.evaluate(() => {
    const cells = JSON.parse(document.getElementById("cells").textContent);
    const tallies = [...document.querySelectorAll(".fl-tally")];
    return {
      state: document.documentElement.dataset.player,
      live: document.querySelectorAll('[data-live="yes"]').length,
      wanted: cells.filter(({ box }) => box === "live").length,
      errors: globalThis.player.errors,
      before: tallies.filter((tally) => tally.textContent.includes("From before")).length,
    };
  });
for (const name of names) {
  const page = await browser.newPage();
  await page.goto(address + name);
  await live(page);
  const first = await look(page);
  await page.click(".live [data-question] input[type=radio]");
  await page.evaluate(() => {
    const question = document.querySelector(".live [data-question]:has(input[type=radio])");
    question.querySelector("button.fl-go").click();
  });
  await page.waitForSelector(".live .fl-feedback strong", { timeout: 30_000 });
  await page.goto(address + name);
  await live(page);
  seen[name] = { first, again: await look(page) };
  await page.close();
}
await browser.close();
console.log(JSON.stringify(seen));
