// By what a system knows the program, whichever way it was started.
// Invariant: what is installed and what runs say the same.

/** Not a name of the atlas's own site, which this program is not from. */
export const APP_ID = 'app.mecfs-atlas-companion';
