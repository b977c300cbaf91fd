/**
 * What the emulator takes of node:http. Not by import: whoever imports it reads all that it exports, for which Node loads its fetch and its
 * WebSocket, 14 MB that nothing here uses.
 */
export const {
  createServer,
  request: httpRequest,
  STATUS_CODES,
  validateHeaderName,
  validateHeaderValue,
} = process.getBuiltinModule('node:http');
