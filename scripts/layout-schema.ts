import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { layoutJsonSchema } from '../etl/layouts.ts';

/** Writes docs/layout.schema.json, for editors; a test holds it in step with etl/layout.ts. */
const place = join(import.meta.dirname, '..', 'docs', 'layout.schema.json');
const options = await resolveConfig(place);
await writeFile(place, await format(JSON.stringify(layoutJsonSchema()), { ...options, filepath: place }));
