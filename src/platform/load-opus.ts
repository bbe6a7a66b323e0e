import { readFileSync } from 'node:fs';

/** libopus as a WebAssembly module, from the package that brings it. Throws when the package is broken. */
export function loadOpus(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(import.meta.resolve('@evan/opus/wasm/opus.wasm'))));
}
