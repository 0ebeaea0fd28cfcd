// How the parts of this screen open a study: among all studies, which is another screen.
import { createContext } from 'react';
import type { Slug } from '../../../shared/domain/ids.ts';

export const OpenStudy = createContext<(slug: Slug) => void>(() => undefined);
