/** What a secret reads as where nobody can decrypt it: in the offline preview. */
export const undecrypted = "[secret]";
