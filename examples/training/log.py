"""One JSON object per line, which CloudWatch Logs Insights and `kubectl logs | jq` read as it is."""

import json
import sys
from datetime import UTC, datetime


def log(level, message, **fields):
    line = {"time": datetime.now(UTC).isoformat(), "level": level, "message": message, **fields}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
