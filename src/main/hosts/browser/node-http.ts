// Node's HTTP, taken in the way that does not load what is not used.
// Invariant: the only file of the host that takes it; an `import` of it reads all its exports, and the one called
// `WebSocket` loads the whole of undici: 25 to 40 ms of every start (Node 24).

/** The module `node:http`. */
export const http = process.getBuiltinModule('node:http');
