"""A linear model, fitted by gradient descent: what is trained matters less here than that it takes long."""


class Model:
    def __init__(self, weights, bias=0.0):
        self.weights = weights
        self.bias = bias

    @classmethod
    def of(cls, state):
        return cls(state["weights"], state["bias"])

    def state(self):
        return {"weights": self.weights, "bias": self.bias}

    def predict(self, features):
        return self.bias + sum(weight * feature for weight, feature in zip(self.weights, features, strict=True))

    def epoch(self, points, rate):
        """One step down the gradient of the squared error."""
        errors = [(self.predict(features) - target, features) for features, target in points]
        step = 2 * rate / len(points)
        self.bias -= step * sum(error for error, _ in errors)
        self.weights = [
            weight - step * sum(error * features[index] for error, features in errors)
            for index, weight in enumerate(self.weights)
        ]

    def error(self, points):
        """The mean of the squared errors."""
        return sum((self.predict(features) - target) ** 2 for features, target in points) / len(points)


def parse_points(text):
    """The points of a CSV file without a header: features first, the target last."""
    points = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            *features, target = (float(value) for value in line.split(","))
        except ValueError:
            raise ValueError(f"line {number} must have numbers alone") from None
        if not features or (points and len(features) != len(points[0][0])):
            raise ValueError(f"line {number} must have as many features as the first, and a target")
        points.append((features, target))
    if not points:
        raise ValueError("there is no point")
    return points
