// Finding a county by its name as somebody types it. `data.counties` is a list of [name, ...].

// Hyphens, points, commas and capitals do not count in a name; "saint" is "st".
const plain = (name) =>
  name
    .toLowerCase()
    .replace(/[.,'’]/g, "")
    .replace(/-/g, " ")
    .replace(/\bsaint\b/g, "st")
    .replace(/\s+/g, " ")
    .trim();

// The places that a text can mean: the one of that very name, else those that begin with it.
function candidates(data, text) {
  const wanted = plain(text);
  if (wanted.length < 3) return [];
  const named = data.counties.map(([name], i) => [plain(name), i]);
  const exact = named.filter(([name]) => name === wanted);
  return (exact.length ? exact : named.filter(([name]) => name.startsWith(wanted))).map(([, i]) => i);
}

function unclear(data, text, found) {
  const asked = text.trim();
  if (!asked) return "";
  if (found.length) {
    const names = found
      .slice(0, 8)
      .map((i) => data.counties[i][0])
      .join("; ");
    const more = found.length > 8 ? "; and others" : "";
    return `Several places begin with “${asked}”: ${names}${more}. Type one of them.`;
  }
  const region = /,? ct$/i.test(asked)
    ? " Connecticut is counted by planning regions here, such as Capitol Planning Region, CT."
    : "";
  return `No place is called “${asked}”. Type a county and its state, such as Harris County, TX.${region}`;
}
