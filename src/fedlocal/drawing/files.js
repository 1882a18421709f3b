// Files that a learner takes along: made in the page, saved by the browser, sent nowhere.

function saveFile({ name, mime, text }) {
  const address = URL.createObjectURL(new Blob([text], { type: mime }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
