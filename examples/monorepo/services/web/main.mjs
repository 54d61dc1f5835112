import { serve } from "../../shared/server.mjs";

serve(`${process.env.GREETING ?? "Hello"} from web`);
