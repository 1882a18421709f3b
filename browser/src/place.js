// Put a live view in the place of the stored output without moving what the reader reads.

const LONGEST = 3000; // milliseconds to wait for a view to take its size
const STEP = 30;

const pause = (time) => new Promise((done) => setTimeout(done, time));

// An element over the page, of the width of the cell, not seen yet: a view is drawn there first.
export function waitingRoom(cell) {
  const room = document.createElement("div");
  room.className = "live waiting";
  Object.assign(room.style, { position: "absolute", visibility: "hidden", width: `${cell.clientWidth}px` });
  cell.append(room);
  return room;
}

export async function settled(room) {
  let height = -1;
  for (let waited = 0; waited < LONGEST; waited += STEP) {
    await pause(STEP);
    if (room.offsetHeight > 0 && room.offsetHeight === height) return;
    height = room.offsetHeight;
  }
}

// The room becomes the cell's content.
export function moveIn(cell, room) {
  swap(cell, () => {
    room.removeAttribute("style");
    room.classList.remove("waiting");
    for (const child of [...cell.childNodes]) if (child !== room) child.remove();
  });
}

// Change a cell, and scroll by as much as that has moved the text at the top of the window.
export function swap(cell, change) {
  const root = document.documentElement;
  const anchor = firstInView(cell);
  const before = anchor?.getBoundingClientRect().top;
  root.style.overflowAnchor = "none"; // the browser's own anchor would move the page once more
  change();
  if (anchor) scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
  requestAnimationFrame(() => root.style.removeProperty("overflow-anchor"));
}

function firstInView(cell) {
  if (scrollY === 0) return null;
  const blocks = document.querySelectorAll("main .cell, main h2, main h3, main p, main li, main table");
  const seen = (block) => !cell.contains(block) && block.getBoundingClientRect().bottom > 0;
  return [...blocks].find(seen) ?? null;
}
