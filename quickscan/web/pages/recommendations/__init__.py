"""The pages of the recommendations: what to do, what it brings and costs, what people decide about it, and the way there."""
