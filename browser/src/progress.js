// The file that carries a reader's progress to another browser.

const MEND = "Nothing was changed. Choose the file that this page has saved for you.";

// The kept files {name: text} of an exported text. Fails with a sentence that says what is wrong.
export function checkedProgress(text) {
  const files = parsed(text, "It is not JSON.")?.files;
  const table = typeof files === "object" && files !== null && !Array.isArray(files);
  if (!table) throw wrong("It holds no answers.");
  for (const [name, content] of Object.entries(files)) {
    if (!/^[a-z.]+\.json$/.test(name) || typeof content !== "string") throw wrong(`It holds “${name}”.`);
    parsed(content, `Its part “${name}” is damaged.`);
  }
  return files;
}

function parsed(text, problem) {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong(problem);
  }
}

function wrong(problem) {
  return new Error(`This is no file of answers of this course. ${problem} ${MEND}`);
}

export function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
