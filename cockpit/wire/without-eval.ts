import { z } from 'zod';

// Zod would compile its parsers with `new Function`, which the page's content security policy forbids. It decides
// when a schema is made, so this module has to be the first one loaded.
z.config({ jitless: true });
