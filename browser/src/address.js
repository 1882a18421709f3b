// Where the files of this build are. The page names its build behind the player's address (player.js?v=…),
// and all that the player loads is asked for with the same words: builds are never mixed.

const OWN = new URL(import.meta.url);

export const BASE = new URL(".", OWN).href;
export const at = (name, base = BASE) => new URL(name + OWN.search, base).href;
