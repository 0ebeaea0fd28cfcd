// Loaded before the built main process (`node --import`): `electron` becomes the stand-in beside this file.
// Invariant: nothing else is changed; what main imports otherwise is the real thing.
import { registerHooks } from 'node:module';

const STAND_IN = new URL('./electron.mjs', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron') return { url: STAND_IN, shortCircuit: true };
    return next(specifier, context);
  },
});
