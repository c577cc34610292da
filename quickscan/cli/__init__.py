"""The command line: a scan scripted from end to end. What it prints is a contract that other programs rely on."""
