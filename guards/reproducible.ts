import fc from 'fast-check';

/** Property tests draw the same cases each time, unless FC_SEED asks for others. */
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_251_108) });
