// Methods of settings and of the reader's place. What is set here is not told as a change of data.
import type { Services } from '../../services.ts';
import type { Handler } from '../router.ts';

/** `settings.get`: what is set, with defaults for the rest. */
export const getSettings: Handler<Services, 'settings.get'> = async (services) =>
  (await services.open()).library.settings.get();

/** `settings.set`: changes what is given, durably. */
export const setSettings: Handler<Services, 'settings.set'> = async (services, patch) => {
  const open = await services.open();
  return open.quietly(({ settings }) => {
    settings.set(patch);
    return settings.get();
  });
};
