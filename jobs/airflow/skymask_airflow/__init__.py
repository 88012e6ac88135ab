"""What the DAG of a federation is made of: a sensor, an operator, alerts."""
