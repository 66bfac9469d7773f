# Bulletins and releases
