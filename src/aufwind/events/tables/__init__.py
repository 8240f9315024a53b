"""Events and plans as the components that pages are made of."""
