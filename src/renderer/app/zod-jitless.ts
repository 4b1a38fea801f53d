import { z } from 'zod';

// Imported before anything that makes a schema: zod's probe for `new Function` would break the content policy.
z.config({ jitless: true });
