import { serve } from "../../shared/server.mjs";

serve("Hello from worker");
