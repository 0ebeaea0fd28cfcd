// The tests of tests/electron/behaviours.spec.ts, in Electron itself.
// Invariant: what the stand-in has shown is what Electron does.
import { defineBehaviours } from '../support/electron/behaviours.ts';
import { realSuite, runReal, startReal } from './real-app.ts';

realSuite('the Electron host in Electron', () => {
  defineBehaviours({
    start: startReal,
    startBeside: async (options) => (await runReal(options)).code,
  });
});
