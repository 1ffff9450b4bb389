import { z } from 'zod';

/** zod would compile its checks with `new Function`, which the content security policy of the page forbids. */
z.config({ jitless: true });
