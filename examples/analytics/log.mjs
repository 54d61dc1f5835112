/** Writes one JSON object per line, which CloudWatch Logs Insights and `kubectl logs | jq` read as it is. */
export function log(level, message, fields = {}) {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
}
