"""The example roster: 52 invented guests and their invented wishes, in the published file format."""
