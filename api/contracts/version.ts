/** Raised whenever the shape of an answer changes: part of every ETag, so that no old shape is served from a cache. */
export const contractVersion = 2;
