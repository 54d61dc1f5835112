/**
 * The name of an environment variable, or of a build argument, that every shell can read.
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap08.html (read 2026-11-22)
 */
export const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;
