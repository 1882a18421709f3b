// The status line: plain words of what is going on, and the state that tests wait for.

const WORDS = {
  loading: "Reading works now. The boxes come alive in a moment.",
  python: "Reading works now. The boxes are starting.",
  first: "The first boxes are live; the others follow.",
  live: "The boxes are live.",
};

export class Status {
  constructor(again) {
    this.line = document.getElementById("status") ?? document.createElement("p");
    this.again = again;
    this.notes = [];
    this.percent = -1;
    this.line.hidden = false;
  }

  set(state) {
    document.documentElement.dataset.player = state;
    if (WORDS[state]) this.say(WORDS[state]);
  }

  // Words that stay beside each state, such as that nothing is kept.
  note(words) {
    this.notes.push(words);
    this.line.style.opacity = 1; // the style of the page lets the line fade when all is live
    this.say(WORDS[document.documentElement.dataset.player] ?? "");
  }

  bytes(done, all) {
    const percent = Math.min(100, Math.round((10 * done) / all) * 10); // steps of ten: it is read aloud
    if (percent === this.percent || document.documentElement.dataset.player !== "loading") return;
    this.percent = percent;
    const size = (all / 1e6).toFixed(1);
    this.say(`Reading works now. Fetching what makes the boxes live: ${percent}% of ${size} MB.`);
  }

  fail(words) {
    document.documentElement.dataset.player = "failed";
    this.say(`${words} The page reads as before, with the results that are stored in it. `);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Try again";
    button.addEventListener("click", this.again);
    this.line.append(button);
  }

  say(words) {
    this.line.textContent = [words, ...this.notes].filter(Boolean).join(" ");
  }
}
