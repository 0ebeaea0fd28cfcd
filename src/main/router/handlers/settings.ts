// Methods of settings and of the reader's place. What is set here is not told as a change of data.
import type { MethodOutput } from '../../../shared/contract/types.ts';
import type { Services } from '../../services.ts';
import type { Handler } from '../router.ts';

/** `settings.get`: what is set, with defaults for the rest. */
export const getSettings: Handler<Services, 'settings.get'> = async (services) =>
  (await services.open()).library.settings.get();

/**
 * `settings.set`: changes what is given; settings are durable when it answers, a place soon after.
 * Errors: `invalid-input` for a template of keys that cannot be read, with the place in `ref`.
 */
export const setSettings: Handler<Services, 'settings.set'> = async (services, patch) => {
  if (patch.settings?.keyPreset !== undefined) {
    const { parseKeyTemplate } = await import('../../export/keys/template.ts');
    parseKeyTemplate(patch.settings.keyPreset);
  }
  const open = await services.open();
  const write = (): MethodOutput<'settings.set'> =>
    open.quietly(({ settings }) => {
      settings.set(patch);
      return settings.get();
    });
  return patch.settings === undefined ? open.library.settings.withoutWaiting(write) : write();
};
