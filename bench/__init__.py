"""Measuring scripts. They need what the extra ``bench`` brings, and material of your own."""
