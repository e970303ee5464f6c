import { join } from 'node:path';

/** The code lists that come with the house: areas, functions, economic classes … (see warehouse/seeds/README.md). */
export const seedsFolder = join(import.meta.dirname, 'seeds');
