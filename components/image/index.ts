export { Image, type ImageArgs, type ImageCredentials } from "./image";
